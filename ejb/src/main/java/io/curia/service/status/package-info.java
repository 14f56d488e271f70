/**
 * Who leads and who belongs to the cluster: {@code /v1/status} (http-api §15). It asks the log and no one else.
 * Nothing here may read the state.
 */
package io.curia.service.status;
