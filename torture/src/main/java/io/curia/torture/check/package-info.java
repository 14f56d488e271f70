/**
 * Judges histories: for each promise of the server one checker, which takes operations and returns what contradicts the
 * promise. All of it is computed from the history alone. No servers, no clocks, no files.
 */
package io.curia.torture.check;
