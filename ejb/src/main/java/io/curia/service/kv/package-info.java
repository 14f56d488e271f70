/**
 * The key/value store: {@code /v1/kv} (http-api §4). Small requests are served here from start to end on the thread
 * that read them, so nothing may block. What sessions and locks are is the business of the state.
 */
package io.curia.service.kv;
