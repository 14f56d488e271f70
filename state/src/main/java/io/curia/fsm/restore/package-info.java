/**
 * The commands that put an archive in the place of the whole state: it comes in chunks and is switched in by one more
 * command, at the same index on all servers. They are Curia's own and never part of an archive. Where archives come
 * from is not known here.
 */
package io.curia.fsm.restore;
