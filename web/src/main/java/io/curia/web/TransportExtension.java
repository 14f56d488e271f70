package io.curia.web;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.servlet.ServletContext;

/** Puts the transport rules in front of the deployment; Undertow finds it by its name in META-INF/services. */
public final class TransportExtension implements ServletExtension {
    @Override
    public void handleDeployment(DeploymentInfo deploymentInfo, ServletContext servletContext) {
        var kv = ServicesOnIoThreads.place(servletContext);
        deploymentInfo.addInitialHandlerChainWrapper(
                next -> new TransportRules(Routes.ALL, new IoThreadKv(kv::get, next), next));
    }
}
