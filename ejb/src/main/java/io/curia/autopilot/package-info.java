/**
 * Who should vote, as pure rules (raft-and-autopilot §5): how well each server is, and what to do next about who votes. Values
 * go in and values come out, the same on whichever server leads. No threads, clocks, files, requests or Raft here: who asks
 * has looked at all that, and carries the decisions out.
 */
package io.curia.autopilot;
