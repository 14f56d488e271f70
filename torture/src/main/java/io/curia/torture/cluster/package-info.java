/**
 * The servers under test, as processes of this machine, and what can be done to them: kill, pause, stop, cut off. They are
 * started by the script that users start them with. Judges nothing, and knows no clients' operations.
 */
package io.curia.torture.cluster;
