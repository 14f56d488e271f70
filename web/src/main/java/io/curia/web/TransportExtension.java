package io.curia.web;

import io.curia.web.port.ScreenedSource;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingReadTimeoutHandler;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.spec.ServletContextImpl;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/** Puts the transport rules in front of the deployment; Undertow finds it by its name in META-INF/services. */
public final class TransportExtension implements ServletExtension {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    @Override
    public void handleDeployment(DeploymentInfo deploymentInfo, ServletContext servletContext) {
        var ready = EndpointsReady.place(servletContext);
        deploymentInfo.addInitialHandlerChainWrapper(next -> {
            var servlets = new BodiesFirst(ready::longestBody, WholeBody.PATIENCE, next, patient(next));
            var api = new TransportRules(Routes.ALL, new IoThreadRequests(ready::endpoints, servlets), servlets);
            ApiPort.serve(servletContext, api, () -> hasStarted(servletContext));
            return elsewhere(api);
        });
    }

    /** Only then does the container hand requests to servlets; it tells nobody when that is. */
    private static boolean hasStarted(ServletContext context) {
        return ((ServletContextImpl) context).getDeployment().getDeploymentState() == DeploymentManager.State.STARTED;
    }

    /** Gives up clients that stop in the middle of an archive, each of which holds a thread and a file. */
    private static HttpHandler patient(HttpHandler next) {
        return BlockingReadTimeoutHandler.builder()
                .readTimeout(LONGEST_SILENCE)
                .nextHandler(next)
                .build();
    }

    /** On ports of the application server itself the API is not served, for there it would have none of our limits. */
    private static HttpHandler elsewhere(HttpHandler api) {
        return exchange -> {
            if (exchange.getConnection() instanceof HttpServerConnection connection
                    && connection.getOriginalSourceConduit() instanceof ScreenedSource) {
                api.handleRequest(exchange);
            } else {
                exchange.setStatusCode(421);
                exchange.getResponseSender().send("The API is served on curia.http.port");
            }
        };
    }
}
