/**
 * Benchmarks of the in-memory database's trees beside the maps of the JDK, Vavr and PCollections, and what a key costs in
 * heap. Nothing but measuring lives here.
 */
package io.curia.bench.memdb;
