/**
 * What the tests of all modules have in common: how long they wait for what must come. It works by lying on the class
 * path of tests, so no test names it. Nothing here knows anything of Curia, and no server has it.
 */
package io.curia.testing;
