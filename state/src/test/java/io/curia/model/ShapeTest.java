package io.curia.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a record with a shape holds, its shape knows; who adds a component and forgets the shape is told which. */
class ShapeTest {
    private static final List<Class<?>> ROWS = found();

    static List<Class<?>> rows() {
        return ROWS;
    }

    private static List<Class<?>> found() {
        return new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests()).importPackages("io.curia.model").stream()
                        .filter(type -> type.isRecord()
                                && type.tryGetField("SHAPE")
                                        .filter(field -> field.getRawType().isEquivalentTo(Shape.class))
                                        .isPresent())
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    <T extends Record> void everyComponentIsAFieldOfTheShape(Class<T> type) throws ReflectiveOperationException {
        var shape = shape(type);
        var row = FilledRows.filled(type);
        var names = type.getRecordComponents();
        var expected = FilledRows.components(row);
        var copied = FilledRows.components(shape.draft(row).build());
        for (int i = 0; i < names.length; i++) {
            assertThat(copied[i])
                    .as(
                            "%s.%s: declare it among the fields of %s.SHAPE, and give it to the constructor there",
                            type.getSimpleName(), names[i].getName(), type.getSimpleName())
                    .isEqualTo(expected[i]);
        }
        assertThat(shape.fields()).hasSameSizeAs(names);
    }

    @ParameterizedTest
    @MethodSource("rows")
    <T extends Record> void noTwoFieldsHaveOneName(Class<T> type) throws ReflectiveOperationException {
        assertThat(shape(type).fields()).extracting(Field::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rows")
    <T extends Record> void whatIsNotSetIsZero(Class<T> type) throws ReflectiveOperationException {
        var shape = shape(type);
        assertThat(shape.draft().build()).isEqualTo(shape.zero());
        assertThat(shape.draft(shape.zero()).build()).isEqualTo(shape.zero());
        assertThat(shape.sameContent(shape.zero(), FilledRows.filled(type))).isFalse();
    }

    @Test
    void contentIsAllButIndexesAndWhatIsDeclaredNotToBe() {
        var service = FilledRows.filled(NodeService.class);
        assertThat(service.sameContent(service.withIndexes(1, 2))).isTrue();
        assertThat(service.sameContent(service.withTags(null))).isFalse();
        var check = FilledRows.filled(HealthCheck.class);
        assertThat(check.sameContent(check.withIndexes(1, 2))).isTrue();
        assertThat(check.sameContent(check.withStatus("passing", "x"))).isFalse();
        var node = FilledRows.filled(Node.class);
        assertThat(node.sameContent(node.withIndexes(1, 2))).isTrue();
        assertThat(node.sameContent(node.withId(""))).isFalse();
    }

    @SuppressWarnings("unchecked") // a row's SHAPE is its own
    private static <T> Shape<T> shape(Class<T> type) throws ReflectiveOperationException {
        return (Shape<T>) type.getField("SHAPE").get(null);
    }
}
