package io.curia.web;

import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingReadTimeoutHandler;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/** Puts the transport rules in front of the deployment; Undertow finds it by its name in META-INF/services. */
public final class TransportExtension implements ServletExtension {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    @Override
    public void handleDeployment(DeploymentInfo deploymentInfo, ServletContext servletContext) {
        var kv = ServicesOnIoThreads.place(servletContext);
        deploymentInfo.addInitialHandlerChainWrapper(next -> {
            var patient = patient(next);
            return new TransportRules(Routes.ALL, new IoThreadKv(kv::get, patient), patient);
        });
    }

    /** Gives up clients that stop in the middle of a body, each of which holds a thread, and maybe a file. */
    private static HttpHandler patient(HttpHandler next) {
        return BlockingReadTimeoutHandler.builder()
                .readTimeout(LONGEST_SILENCE)
                .nextHandler(next)
                .build();
    }
}
