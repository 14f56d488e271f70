/**
 * Measurements of the state machine without log and network. States of different sizes show how the cost of an
 * operation grows. Nothing here is part of the server.
 */
package io.curia.bench.state;
