/**
 * An in-memory database: tables of immutable rows in persistent radix trees, read through transactions on one root,
 * written by one transaction at a time, with watches that fire when the rows they looked at change. It holds no threads,
 * no files and no knowledge of what the rows mean. Nothing here may import another package of the project.
 */
package io.curia.memdb;
