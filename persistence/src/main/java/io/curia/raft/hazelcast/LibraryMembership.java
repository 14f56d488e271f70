package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroup.CPGroupStatus;
import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.internal.CPGroupInfo;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.MetadataRaftGroupManager;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What the Raft library keeps to itself of its membership. It would add a voter to a group only in the place of one that
 * is gone, and of two voters would forget one and leave the groups as they are. The rest of its machinery, which makes a
 * change in all groups and survives the loss of any server, is used as it is.
 */
final class LibraryMembership {
    private static final String CHANGE_TASK =
            "com.hazelcast.cp.internal.RaftGroupMembershipManager$RaftGroupMembershipChangeHandlerTask";

    private LibraryMembership() {}

    /**
     * Has a server voted in all groups, the place of a lost one or not; the same on each replica.
     *
     * @return whether that is so already; if not, the change is scheduled
     */
    static boolean add(MetadataRaftGroupManager manager, long commitIndex, CPMemberInfo member) {
        var widened = widen(manager, member);
        try {
            return manager.addMember(commitIndex, member);
        } finally {
            // only how many there are counts, and only for that call: it is part of what a new voter starts from
            widened.forEach((group, founders) -> write(group, "initialMembers", founders));
        }
    }

    /** Makes room for one more in each group that has none. */
    private static Map<CPGroupInfo, Object> widen(MetadataRaftGroupManager manager, CPMemberInfo member) {
        var widened = new HashMap<CPGroupInfo, Object>();
        Map<CPGroupId, CPGroupInfo> groups = read(manager, "groups");
        for (var group : groups.values()) {
            if (group.status() == CPGroupStatus.ACTIVE && group.initialMemberCount() <= group.memberCount()) {
                widened.put(group, group.initialMembers());
                var wide = new LinkedHashSet<RaftEndpoint>(group.members());
                wide.add(member.toRaftEndpoint());
                write(group, "initialMembers", Set.copyOf(wide));
            }
        }
        return widened;
    }

    /**
     * Takes a voter out of all groups, also one of two; the same on each replica.
     *
     * @return whether that is so already; if not, the change is scheduled
     */
    static boolean remove(MetadataRaftGroupManager manager, long commitIndex, CPMemberInfo member) {
        if (manager.getActiveMembers().size() != 2 || isChanging(manager)) {
            return manager.removeMember(commitIndex, member);
        }
        return (boolean) call(
                manager,
                method(
                        MetadataRaftGroupManager.class,
                        "initMembershipChangeScheduleForLeavingMember",
                        long.class,
                        CPMemberInfo.class),
                commitIndex,
                member);
    }

    static boolean isChanging(MetadataRaftGroupManager manager) {
        Object schedule = manager.getMembershipChangeSchedule();
        return schedule != null;
    }

    static Optional<CPMemberInfo> member(MetadataRaftGroupManager manager, UUID raftId) {
        return manager.getActiveMembers().stream()
                .filter(member -> member.getUuid().equals(raftId))
                .findFirst();
    }

    /** What the library does each second where METADATA is led: it makes the change that is scheduled. It may block. */
    static Runnable changeTask(MetadataRaftGroupManager manager) {
        Object membershipManager = read(manager, "membershipManager");
        try {
            var constructor = Class.forName(CHANGE_TASK).getDeclaredConstructor(membershipManager.getClass());
            constructor.setAccessible(true);
            return (Runnable) constructor.newInstance(membershipManager);
        } catch (ReflectiveOperationException e) {
            throw otherLibrary(e);
        }
    }

    /** Lets the log tell this server of a founding by so many; what it was configured with is its own founding. */
    static void foundedBy(RaftService raft, int count) {
        write(raft.getConfig(), "cpMemberCount", count);
        write(raft.getConfig(), "groupSize", count);
    }

    /** Keeps that this server may take part in groups. The library's own call for this makes up an id. */
    static void becomeMember(RaftService raft, CPMemberInfo self) {
        var manager = raft.getMetadataGroupManager();
        call(manager, method(MetadataRaftGroupManager.class, "initPromotedCPMember", CPMemberInfo.class), self);
    }

    /**
     * Forgets what METADATA's log has told this server, which is about to be told all of it again from the first entry on. Told on
     * top of what is known already, it would come to something else than with the others.
     */
    static void forgetMetadata(RaftService raft) {
        var manager = raft.getMetadataGroupManager();
        LibraryMembership.<Map<CPGroupId, CPGroupInfo>>read(manager, "groups").clear();
        LibraryMembership.<Collection<CPMemberInfo>>read(manager, "initializedCPMembers")
                .clear();
        LibraryMembership.<Collection<Long>>read(manager, "initializationCommitIndices")
                .clear();
        write(manager, "activeMembers", Set.of());
        write(manager, "activeMembersCommitIndex", 0L);
        write(manager, "initialCPMembers", null);
        write(manager, "initializationStatus", constant(manager, "initializationStatus", "IN_PROGRESS"));
        write(manager, "membershipChangeSchedule", null);
    }

    /** This server takes part in no group any more, until it becomes a member again. */
    static void ceaseToBeMember(RaftService raft) {
        AtomicReference<CPMemberInfo> self = read(raft.getMetadataGroupManager(), "localCPMember");
        self.set(null);
    }

    /** Lets this server take part again in a group that it has left. */
    static void forgetLeft(RaftService raft, CPGroupId groupId) {
        Set<CPGroupId> left = read(raft, "terminatedRaftNodeGroupIds");
        left.remove(groupId);
    }

    private static Method method(Class<?> owner, String name, Class<?>... types) {
        try {
            var method = owner.getDeclaredMethod(name, types);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw otherLibrary(e);
        }
    }

    private static Object call(Object on, Method method, Object... arguments) {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw otherLibrary(e);
        } catch (IllegalAccessException e) {
            throw otherLibrary(e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows the library
    private static <T> T read(Object from, String field) {
        try {
            return (T) field(from, field).get(from);
        } catch (IllegalAccessException e) {
            throw otherLibrary(e);
        }
    }

    private static void write(Object to, String field, Object value) {
        try {
            field(to, field).set(to, value);
        } catch (IllegalAccessException e) {
            throw otherLibrary(e);
        }
    }

    private static Object constant(Object of, String field, String name) {
        return Stream.of(field(of, field).getType().getEnumConstants())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> otherLibrary(new NoSuchFieldException(name)));
    }

    /** Of the class itself, or of the library's that ours extends. */
    private static Field field(Object of, String name) {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            try {
                var field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field;
            } catch (NoSuchFieldException e) {
                // perhaps above
            }
        }
        throw otherLibrary(new NoSuchFieldException(name));
    }

    private static IllegalStateException otherLibrary(ReflectiveOperationException cause) {
        return new IllegalStateException("this is not the Hazelcast that Curia was made for", cause);
    }
}
