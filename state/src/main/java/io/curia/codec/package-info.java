/**
 * The msgpack dialect of commands and snapshots (snapshot-format §4), bit-exact in both directions. It reads hostile
 * bytes safely: every length is checked against what is there, and nesting is limited. It may use the model's value
 * types; tables, commands and record types are not its business.
 */
package io.curia.codec;
