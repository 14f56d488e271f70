package io.curia.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as the build made it. */
public final class BuiltEar {
    private static final String TESTS_WAR = "tests.war";
    private static final String MODULE =
            "<module><web><web-uri>" + TESTS_WAR + "</web-uri><context-root>/tests</context-root></web></module>";

    private BuiltEar() {}

    /** The EAR, unchanged. */
    public static EnterpriseArchive unchanged() {
        return ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, Path.of(System.getProperty("ear")).toFile());
    }

    /** The EAR with a second WAR beside its own, in which these classes are and tests run. */
    public static EnterpriseArchive withTests(Class<?>... tests) {
        EnterpriseArchive ear = unchanged();
        WebArchive war = ShrinkWrap.create(WebArchive.class, TESTS_WAR)
                .addClasses(tests)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        String modules = text(ear.get("META-INF/application.xml").getAsset());
        String firstModule = "<module>";
        return ear.addAsModule(Testable.archiveToTest(war))
                .setApplicationXML(new StringAsset(modules.replaceFirst(firstModule, MODULE + firstModule)));
    }

    private static String text(Asset asset) {
        try (var in = asset.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
