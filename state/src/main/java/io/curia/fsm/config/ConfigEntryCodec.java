package io.curia.fsm.config;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.codec.UnsignedLong;
import io.curia.model.ByteString;
import io.curia.model.CompactMap;
import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form of config entries in commands and records: one raw text that holds the kind, then a request with the entry in it
 * (snapshot-format §4.6). The entry of proxy-defaults is wrapped once more.
 */
final class ConfigEntryCodec {
    private static final String CREATE_INDEX = "CreateIndex";
    private static final String MODIFY_INDEX = "ModifyIndex";
    private static final List<String> TIMES = List.of("LegacyCreateTime", "LegacyUpdateTime");

    private static final StructCodec<Request, Draft> REQUEST = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", Request::datacenter, (draft, value) -> draft.datacenter = value)
            .any("Entry", Request::entry, (draft, value) -> draft.entry = value)
            .string("Op", Request::op, (draft, value) -> draft.op = value)
            .string("Token", Request::token, (draft, value) -> draft.token = value)
            .build();

    private ConfigEntryCodec() {}

    static void write(MsgpackWriter out, ConfigEntryCommand command) {
        var entry = command.entry();
        Object content = content(entry);
        if (entry.kind().equals(ConfigKind.PROXY_DEFAULTS)) {
            content = ByteString.wrap(new MsgpackWriter().any(content).toByteArray());
        }
        var inner = new MsgpackWriter().string(entry.kind());
        REQUEST.write(inner, new Request(command.datacenter(), content, command.op(), command.token()));
        out.raw(inner.toByteArray());
    }

    /** @throws MsgpackException if it is no config entry, or one of a known kind with a field of another type */
    static ConfigEntryCommand read(MsgpackReader in) {
        var raw = in.bytes();
        if (raw == null) {
            throw new MsgpackException("no config entry");
        }
        var inner = new MsgpackReader(raw.shared());
        var kind = inner.string();
        var request = REQUEST.read(inner);
        inner.expectEnd();
        try {
            return new ConfigEntryCommand(
                    request.datacenter, request.op, entry(kind, unwrapped(request.entry)), request.token);
        } catch (IllegalArgumentException e) {
            throw new MsgpackException("config entry of kind " + kind + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> content(ConfigEntry entry) {
        var all = new TreeMap<String, Object>(CompactMap.BYTEWISE);
        all.putAll(entry.content());
        all.put(CREATE_INDEX, index(entry.createIndex()));
        all.put(MODIFY_INDEX, index(entry.modifyIndex()));
        return all;
    }

    private static Object index(long index) {
        return index < 0 ? new UnsignedLong(index) : (Object) index;
    }

    @SuppressWarnings("unchecked") // the keys of maps that were read are texts
    private static Map<String, Object> unwrapped(Object entry) {
        if (entry instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        } else if (entry instanceof ByteString bytes) {
            return wrapped(bytes.shared());
        } else if (entry instanceof String text) {
            return wrapped(text.getBytes(StandardCharsets.UTF_8));
        }
        throw new MsgpackException("no config entry");
    }

    private static Map<String, Object> wrapped(byte[] bytes) {
        var in = new MsgpackReader(bytes);
        var map = in.anyMap();
        in.expectEnd();
        return map == null ? Map.of() : map;
    }

    private static ConfigEntry entry(String kind, Map<String, Object> all) {
        var content = new HashMap<>(all);
        long createIndex = index(content.remove(CREATE_INDEX));
        long modifyIndex = index(content.remove(MODIFY_INDEX));
        if (kind.equals(ConfigKind.SERVICE_INTENTIONS) && content.get("Sources") instanceof List<?> sources) {
            content.put(
                    "Sources", sources.stream().map(ConfigEntryCodec::withTimes).toList());
        }
        var name = kind.equals(ConfigKind.MESH) ? ConfigKind.MESH_NAME : text(content.get("Name"));
        return new ConfigEntry(kind, name, content, createIndex, modifyIndex);
    }

    private static long index(Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof UnsignedLong big) {
            return big.bits();
        } else if (value instanceof Long number && number >= 0) {
            return number;
        }
        throw new MsgpackException("no index: " + value);
    }

    private static String text(Object name) {
        if (name == null || name instanceof String) {
            return name == null ? "" : (String) name;
        }
        throw new MsgpackException("no name of a config entry");
    }

    /** A time cannot be told from a text until one knows where it stands. */
    static Object withTimes(Object source) {
        if (!(source instanceof Map<?, ?> map)) {
            return source;
        }
        var changed = new HashMap<Object, Object>(map);
        TIMES.forEach(name -> changed.computeIfPresent(name, (key, value) -> MsgpackReader.timeOf(value)));
        return changed;
    }

    /**
     * What is wrapped.
     *
     * @param entry all fields by name, or the bytes of their encoding
     */
    private record Request(String datacenter, Object entry, String op, String token) {}

    private static final class Draft {
        private String datacenter = "";
        private Object entry;
        private String op = "";
        private String token = "";

        private Request finish() {
            return new Request(datacenter, entry, op, token);
        }
    }
}
