/**
 * What operators see of the cluster and change about it: {@code /v1/operator/…} (http-api §15). Who votes is decided elsewhere,
 * by the autopilot's rules and the log's engine; here requests become questions to them, and answers JSON. It knows neither
 * JAX-RS nor the running server.
 */
package io.curia.service.operator;
