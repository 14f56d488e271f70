package io.curia.fsm.config;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.model.ConfigEntry;
import java.util.Objects;

/**
 * Type 22: writes or deletes a config entry (fsm-commands §3). In snapshots a record is one of these, too.
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param op the name of the operation, which may be an unknown one
 * @param entry the entry; for a delete only its kind and name count. The index that compare-and-sets expect is its modifyIndex
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record ConfigEntryCommand(String datacenter, String op, ConfigEntry entry, String token) implements Command {
    /** Write. */
    public static final String UPSERT = "upsert";

    /** Write if the index matches. */
    public static final String UPSERT_CAS = "upsert-cas";

    /** Delete. */
    public static final String DELETE = "delete";

    /** Delete if the index matches. */
    public static final String DELETE_CAS = "delete-cas";

    public ConfigEntryCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(op);
        Objects.requireNonNull(entry);
        Objects.requireNonNull(token);
    }

    /** The command as this server proposes it. */
    public static ConfigEntryCommand of(String op, ConfigEntry entry) {
        return new ConfigEntryCommand("", op, entry, "");
    }

    @Override
    public EntryType type() {
        return EntryType.CONFIG_ENTRY;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        ConfigEntryCodec.write(out, this);
    }

    static ConfigEntryCommand read(MsgpackReader in) {
        return ConfigEntryCodec.read(in);
    }
}
