/**
 * What the tests of all modules have in common: how long they wait for what must come, which works by lying on the class
 * path of tests, the lines that are logged, ports, and archives that Consul wrote. Nothing here knows anything of Curia, and
 * no server has it.
 */
package io.curia.testing;
