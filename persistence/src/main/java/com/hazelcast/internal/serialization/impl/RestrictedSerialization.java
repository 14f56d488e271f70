package com.hazelcast.internal.serialization.impl;

import com.hazelcast.internal.nio.BufferObjectDataInput;
import com.hazelcast.internal.nio.BufferObjectDataOutput;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InputOutputFactory;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.bufferpool.BufferPoolFactoryImpl;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.nio.serialization.Serializer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * Hazelcast's serialization with a door: what is read must be of a kind that the policy names, and is refused before an
 * object of it exists; and a length in a message reserves no more memory than the message can fill. What is written is
 * not touched.
 *
 * <p>It lies in the library's package because the two classes that it narrows are visible here only.
 */
@SuppressWarnings({"unchecked", "rawtypes"}) // so are the methods that are overridden
public final class RestrictedSerialization extends DefaultSerializationServiceBuilder {
    /** What may be read. Called for each object, by many threads. */
    public interface Policy {
        /** Whether there may be an object of one of the library's basic kinds, see {@link SerializationConstants}. */
        boolean allowsKind(int typeId);

        /** Whether there may be an object of this class. */
        boolean allows(int factoryId, int classId);

        /** The largest integer, and so the largest count, that an object of the factory's classes may hold. */
        int largestInt(int factoryId);

        /** Whether an integer is larger than that and yet known, such as the number of a factory. */
        boolean knows(int value);

        /** Reads what was written by Java's own serialization, up to its end; only what is harmless. */
        Object readJavaObject(BufferObjectDataInput in) throws IOException;
    }

    private final Policy policy;

    public RestrictedSerialization(Policy policy) {
        this.policy = policy;
    }

    @Override
    protected InternalSerializationService createSerializationService(
            InputOutputFactory inputOutput, Supplier<RuntimeException> notActive) {
        var builder = SerializationServiceV1.builder()
                .withInputOutputFactory(inputOutput)
                .withVersion(version)
                .withPortableVersion(portableVersion)
                .withClassLoader(classLoader)
                .withDataSerializableFactories(dataSerializableFactories)
                .withPortableFactories(portableFactories)
                .withManagedContext(managedContext)
                .withGlobalPartitionStrategy(partitioningStrategy)
                .withInitialOutputBufferSize(initialOutputBufferSize)
                .withBufferPoolFactory(new BufferPoolFactoryImpl())
                .withNotActiveExceptionSupplier(notActive)
                .withClassNameFilter(classNameSerializationFilter)
                .withCompactSerializationConfig(compactSerializationConfig)
                .withSchemaService(schemaService)
                .withCompatibility(isCompatibility);
        return new Service(builder, policy);
    }

    @Override
    protected InputOutputFactory createInputOutputFactory() {
        return new BoundedInputFactory(policy, new ByteArrayInputOutputFactory(ByteOrder.BIG_ENDIAN));
    }

    /** Knows a reader for the kinds that are allowed, and none for the others. */
    private static final class Service extends SerializationServiceV1 {
        private static final int KINDS = -SerializationConstants.JAVA_DEFAULT_TYPE_SERIALIZABLE + 1;

        private final SerializerAdapter[] readers;

        Service(AbstractBuilder<?> builder, Policy policy) {
            super(builder);
            var allowed = new SerializerAdapter[KINDS];
            for (int kind = 0; kind < KINDS; kind++) {
                if (policy.allowsKind(-kind)) {
                    allowed[kind] = reader(-kind, policy);
                }
            }
            readers = allowed;
        }

        private SerializerAdapter reader(int typeId, Policy policy) {
            var original = super.serializerFor(typeId);
            return switch (typeId) {
                case SerializationConstants.CONSTANT_TYPE_DATA_SERIALIZABLE -> new ObjectReader(original, policy);
                case SerializationConstants.JAVA_DEFAULT_TYPE_ARRAY_LIST -> new ListReader(original);
                case SerializationConstants.JAVA_DEFAULT_TYPE_SERIALIZABLE -> new JavaReader(original, policy);
                default -> original;
            };
        }

        @Override
        public SerializerAdapter serializerFor(int typeId) {
            if (readers == null) {
                return super.serializerFor(typeId);
            }
            var reader = typeId <= 0 && typeId > -KINDS ? readers[-typeId] : null;
            if (reader == null) {
                throw refused("kind " + typeId);
            }
            return reader;
        }
    }

    private static HazelcastSerializationException refused(String what) {
        return new HazelcastSerializationException("servers do not send each other objects of " + what);
    }

    /** Writes as the original does; reading is what differs. */
    private abstract static class Reader implements SerializerAdapter {
        final SerializerAdapter original;

        Reader(SerializerAdapter original) {
            this.original = original;
        }

        @Override
        public void write(ObjectDataOutput out, Object object) throws IOException {
            original.write(out, object);
        }

        @Override
        public int getTypeId() {
            return original.getTypeId();
        }

        @Override
        public void destroy() {
            original.destroy();
        }

        @Override
        public Serializer getImpl() {
            return original.getImpl();
        }
    }

    /** Looks at the numbers of factory and class in front of an object; a class's name there is never believed. */
    private static final class ObjectReader extends Reader {
        private final Policy policy;

        ObjectReader(SerializerAdapter original, Policy policy) {
            super(original);
            this.policy = policy;
        }

        @Override
        public Object read(ObjectDataInput in) throws IOException {
            var input = (BoundedDataInput) in;
            var outer = enter(input);
            try {
                return original.read(in);
            } finally {
                input.leave(outer);
            }
        }

        @Override
        public Object read(ObjectDataInput in, Class type) throws IOException {
            var input = (BoundedDataInput) in;
            var outer = enter(input);
            try {
                return original.read(in, type);
            } finally {
                input.leave(outer);
            }
        }

        private int enter(BoundedDataInput in) throws IOException {
            var at = in.position();
            if ((in.readByte(at) & DataSerializableSerializer.IDS_FLAG) == 0) {
                throw refused("a class named in the message");
            }
            var factory = in.rawInt(at + 1);
            var type = in.rawInt(at + 1 + Integer.BYTES);
            if (!policy.allows(factory, type)) {
                throw refused("class " + type + " of factory " + factory);
            }
            return in.enter(factory, type, policy.largestInt(factory));
        }
    }

    /** Each element takes some bytes at least. */
    private static final class ListReader extends Reader {
        ListReader(SerializerAdapter original) {
            super(original);
        }

        @Override
        public Object read(ObjectDataInput in) throws IOException {
            var input = (BoundedDataInput) in;
            if (input.rawInt(input.position()) > input.available() / Integer.BYTES) {
                throw refused("more elements than bytes");
            }
            return original.read(in);
        }
    }

    private static final class JavaReader extends Reader {
        private final Policy policy;

        JavaReader(SerializerAdapter original, Policy policy) {
            super(original);
            this.policy = policy;
        }

        @Override
        public Object read(ObjectDataInput in) throws IOException {
            return policy.readJavaObject((BufferObjectDataInput) in);
        }
    }

    /** Believes no length of an array beyond the end of the message, and no count that is out of all proportion. */
    private static final class BoundedDataInput extends ByteArrayObjectDataInput {
        /** Objects within objects; what servers send needs half of it. */
        private static final int DEEPEST = 16;

        private final Policy policy;
        private final int[] factories = new int[DEEPEST];
        private final int[] types = new int[DEEPEST];
        private int depth;
        private int largestInt = Integer.MAX_VALUE;

        BoundedDataInput(Policy policy, byte[] data, int offset, InternalSerializationService service, boolean old) {
            super(data, offset, service, ByteOrder.BIG_ENDIAN, old);
            this.policy = policy;
        }

        /** @return what to {@link #leave} with */
        int enter(int factory, int type, int largest) {
            if (depth == DEEPEST) {
                throw refused("so many objects within each other");
            }
            for (int i = 0; i < depth; i++) {
                if (factories[i] == factory && types[i] == type) {
                    throw refused("class " + type + " of factory " + factory + " within each other");
                }
            }
            factories[depth] = factory;
            types[depth] = type;
            depth++;
            var outer = largestInt;
            largestInt = largest;
            return outer;
        }

        void leave(int outer) {
            depth--;
            largestInt = outer;
        }

        int rawInt(int position) throws EOFException {
            return super.readInt(position);
        }

        @Override
        public int readInt(int position) throws EOFException {
            var value = super.readInt(position);
            if (value > largestInt && !policy.knows(value)) {
                throw refused("so large a count as " + value + " (in class " + types[depth - 1] + " of factory "
                        + factories[depth - 1] + ")");
            }
            return value;
        }

        @Override
        public void init(byte[] bytes, int offset) {
            super.init(bytes, offset);
            depth = 0;
            largestInt = Integer.MAX_VALUE;
        }

        @Override
        public byte[] readByteArray() throws IOException {
            var at = position();
            var length = rawInt(at);
            if (length > available() - Integer.BYTES) {
                throw refused("more bytes than the message has");
            }
            position(at + Integer.BYTES);
            if (length < 0) {
                return null;
            }
            var bytes = new byte[length];
            readFully(bytes);
            return bytes;
        }
    }

    private record BoundedInputFactory(Policy policy, ByteArrayInputOutputFactory original)
            implements InputOutputFactory {
        @Override
        public BufferObjectDataInput createInput(Data data, InternalSerializationService service, boolean old) {
            return new BoundedDataInput(policy, data.toByteArray(), HeapData.DATA_OFFSET, service, old);
        }

        @Override
        public BufferObjectDataInput createInput(byte[] buffer, InternalSerializationService service, boolean old) {
            return new BoundedDataInput(policy, buffer, 0, service, old);
        }

        @Override
        public BufferObjectDataInput createInput(
                byte[] buffer, int offset, InternalSerializationService service, boolean old) {
            return new BoundedDataInput(policy, buffer, offset, service, old);
        }

        @Override
        public BufferObjectDataOutput createOutput(int size, InternalSerializationService service) {
            return original.createOutput(size, service);
        }

        @Override
        public BufferObjectDataOutput createOutput(int size, int growth, InternalSerializationService service) {
            return original.createOutput(size, growth, service);
        }

        @Override
        public ByteOrder getByteOrder() {
            return original.getByteOrder();
        }
    }
}
