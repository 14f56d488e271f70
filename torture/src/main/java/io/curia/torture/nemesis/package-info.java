/**
 * What goes wrong: each fault is done to the servers, lasts for a while, and is taken back, so that afterwards they can all
 * work again. Knows the servers and the network between them. Judges nothing.
 */
package io.curia.torture.nemesis;
