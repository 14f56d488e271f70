package io.curia.http.json;

import static io.curia.model.Trait.Plain.INTERNAL;
import static io.curia.model.Trait.Plain.NULL_AS_EMPTY;
import static io.curia.model.Trait.Plain.OMIT_EMPTY;
import static io.curia.model.Trait.Plain.SNAKE_CASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curia.json.MalformedJsonException;
import io.curia.model.Draft;
import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import io.curia.model.Shape;
import io.curia.model.Trait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowsTest {
    private static final RowWriter<Row> WRITER = RowWriter.of(Row.SHAPE);
    private static final JsonReader<Row> READER = JsonObject.of(Row.SHAPE);

    @Test
    void fieldsAreShownInTheOrderOfTheirDeclaration() {
        var row = new Row("n", List.of("t"), Map.of("k", "v"), 90_000_000_000L, 7, -1, true, "s", inner(3), inner(4));
        assertThat(show(WRITER, row))
                .isEqualTo(
                        "{\"Name\":\"n\",\"Tags\":[\"t\"],\"NodeMeta\":{\"k\":\"v\"},\"Wait\":\"1m30s\",\"Nanos\":7,"
                                + "\"Index\":18446744073709551615,\"On\":true,\"Inner\":{\"Count\":3},\"Maybe\":{\"Count\":4}}");
        assertThat(read(show(WRITER, row)))
                .isEqualTo(Row.SHAPE.draft(row).set(Row.SECRET, "").build());
    }

    @Test
    void whatSaysNothingIsShownAsDeclared() {
        assertThat(show(WRITER, Row.SHAPE.zero()))
                .isEqualTo("{\"Name\":\"\",\"Tags\":[],\"NodeMeta\":null,\"Nanos\":0,\"Index\":0,\"Inner\":{},"
                        + "\"Maybe\":{\"Count\":9}}");
        assertThat(show(RowWriter.asKept(Row.SHAPE), Row.SHAPE.zero())).contains("\"Tags\":null");
        var equal = Row.SHAPE.draft(Row.SHAPE.zero()).set(Row.INNER, inner(0)).build();
        assertThat(show(WRITER, equal)).isEqualTo(show(WRITER, Row.SHAPE.zero()));
    }

    @Test
    void otherNamesAreTakenWhereDeclared() {
        assertThat(read("{\"title\":\"a\"}").name()).isEqualTo("a");
        assertThat(read("{\"node_meta\":{\"k\":\"v\"}}").nodeMeta()).containsEntry("k", "v");
        refused("{\"node-meta\":{}}", READER, "json: unknown field \"node-meta\"");
        var snake = JsonObject.<Draft<Row>>into(Row.SHAPE::draft)
                .rowInSnakeCase(Row.SHAPE, draft -> draft, "Index")
                .build(Draft::build);
        assertThat(JsonBodies.read(bytes("{\"NODE_META\":{\"k\":\"v\"}}"), snake)
                        .nodeMeta())
                .containsEntry("k", "v");
        refused("{\"Title\":\"a\"}", snake, "json: unknown field \"Title\"");
        refused("{\"Index\":1}", snake, "json: unknown field \"Index\"");
    }

    @Test
    void internalFieldsAreUnknown() {
        refused("{\"Secret\":\"a\"}", READER, "json: unknown field \"Secret\"");
    }

    @Test
    void nullIsZero() {
        var row = read("{\"Name\":null,\"Tags\":null,\"Inner\":null,\"Maybe\":null,\"Wait\":null,\"On\":null}");
        assertThat(row).isEqualTo(Row.SHAPE.zero());
    }

    @Test
    void namesOfMoreThanOneWordGetUnderscores() {
        assertThat(RowFields.withUnderscores("TLSServerName")).containsExactly("tls_server_name");
        assertThat(RowFields.withUnderscores("GRPCUseTLS")).containsExactly("grpc_use_tls");
        assertThat(RowFields.withUnderscores("ServiceID")).containsExactly("service_id");
        assertThat(RowFields.withUnderscores("H2PING")).isEmpty();
        assertThat(RowFields.withUnderscores("Meta")).isEmpty();
    }

    @Test
    void onlyFieldsThatThereAreCanBeLeftOut() {
        var object = JsonObject.<Draft<Row>>into(Row.SHAPE::draft);
        assertThatIllegalArgumentException().isThrownBy(() -> object.row(Row.SHAPE, draft -> draft, "Nmae"));
    }

    private static Inner inner(int count) {
        return new Inner(count);
    }

    private static String show(RowWriter<Row> writer, Row row) {
        var json = new JsonWriter(64, false);
        writer.write(row, json);
        return new String(json.finish(), StandardCharsets.UTF_8);
    }

    private static Row read(String json) {
        return JsonBodies.read(bytes(json), READER);
    }

    private static void refused(String json, JsonReader<Row> reader, String message) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonBodies.read(bytes(json), reader))
                .withMessage(message);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private record Inner(int count) {
        private static final Shape.Fields<Inner> FIELDS = new Shape.Fields<>();
        private static final Whole<Inner> COUNT = FIELDS.int32("Count", Inner::count, OMIT_EMPTY);
        static final Shape<Inner> SHAPE = FIELDS.make(draft -> new Inner((int) draft.get(COUNT)));
    }

    private record Row(
            String name,
            List<String> tags,
            Map<String, String> nodeMeta,
            long pause,
            long nanos,
            long index,
            boolean on,
            String secret,
            Inner inner,
            Inner maybe) {
        private static final Shape.Fields<Row> FIELDS = new Shape.Fields<>();
        static final Value<Row, String> NAME = FIELDS.text("Name", Row::name, new Trait.Alias("Title"));
        static final Value<Row, List<String>> TAGS = FIELDS.texts("Tags", Row::tags, NULL_AS_EMPTY);
        static final Value<Row, Map<String, String>> META = FIELDS.textMap("NodeMeta", Row::nodeMeta, SNAKE_CASE);
        static final Whole<Row> WAIT = FIELDS.duration("Wait", Row::pause, OMIT_EMPTY);
        static final Whole<Row> NANOS = FIELDS.nanos("Nanos", Row::nanos);
        static final Whole<Row> INDEX = FIELDS.index("Index", Row::index);
        static final Flag<Row> ON = FIELDS.flag("On", Row::on, OMIT_EMPTY);
        static final Value<Row, String> SECRET = FIELDS.text("Secret", Row::secret, INTERNAL);
        static final Value<Row, Inner> INNER = FIELDS.row("Inner", Row::inner, Inner.SHAPE);
        static final Value<Row, Inner> MAYBE =
                FIELDS.optional("Maybe", Row::maybe, Inner.SHAPE, new Trait.Shown(new Inner(9)));
        static final Shape<Row> SHAPE = FIELDS.make(draft -> new Row(
                draft.get(NAME),
                draft.get(TAGS),
                draft.get(META),
                draft.get(WAIT),
                draft.get(NANOS),
                draft.get(INDEX),
                draft.get(ON),
                draft.get(SECRET),
                draft.get(INNER),
                draft.get(MAYBE)));
    }
}
