/**
 * Measurements of a running server over HTTP. Each class is a program of its own that prints
 * one or two lines. Nothing here is part of the server.
 */
package io.curia.bench.http;
