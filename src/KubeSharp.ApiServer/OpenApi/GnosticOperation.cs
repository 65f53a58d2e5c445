using System.Text.Json;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Writes gnostic's PathItem and Operation messages.</summary>
internal sealed class GnosticOperation(ProtoMessages output, GnosticSchema schemas)
{
    /// <summary>The content of a PathItem.</summary>
    public void WritePath(JsonElement path)
    {
        foreach (var member in path.EnumerateObject())
        {
            var field = member.Name switch
            {
                "get" => 2,
                "put" => 3,
                "post" => 4,
                "delete" => 5,
                "options" => 6,
                "head" => 7,
                "patch" => 8,
                _ => 0,
            };
            if (field > 0)
            {
                var operation = output.Begin(field);
                WriteOperation(member.Value);
                output.End(operation);
            }
            else if (member.Name == "parameters")
            {
                WriteParameters(9, member.Value);
            }
        }
    }

    private void WriteOperation(JsonElement operation)
    {
        foreach (var member in operation.EnumerateObject())
        {
            var value = member.Value;
            switch (member.Name)
            {
                case "tags":
                    WriteStrings(1, value);
                    break;
                case "description":
                    output.Text(3, value.GetString());
                    break;
                case "operationId":
                    output.Text(5, value.GetString());
                    break;
                case "produces":
                    WriteStrings(6, value);
                    break;
                case "consumes":
                    WriteStrings(7, value);
                    break;
                case "parameters":
                    WriteParameters(8, value);
                    break;
                case "responses":
                    WriteResponses(value);
                    break;
                case "schemes":
                    WriteStrings(10, value);
                    break;
                case "deprecated":
                    output.Bool(11, value.GetBoolean());
                    break;
                case var name when name.StartsWith("x-", StringComparison.Ordinal):
                    schemas.WriteExtension(13, member);
                    break;
            }
        }
    }

    private void WriteParameters(int field, JsonElement parameters)
    {
        foreach (var parameter in parameters.EnumerateArray())
        {
            var item = output.Begin(field);
            if (parameter.TryGetProperty("$ref", out var reference))
            {
                var target = output.Begin(2);
                output.Text(1, reference.GetString());
                output.End(target);
            }
            else
            {
                var start = output.Begin(1);
                WriteParameter(parameter);
                output.End(start);
            }

            output.End(item);
        }
    }

    private void WriteParameter(JsonElement parameter)
    {
        var place = parameter.GetProperty("in").GetString();
        if (place == "body")
        {
            var body = output.Begin(1);
            output.Text(1, Text(parameter, "description"));
            output.Text(2, Text(parameter, "name"));
            output.Text(3, place);
            output.Bool(4, Flag(parameter, "required"));
            if (parameter.TryGetProperty("schema", out var schema))
            {
                schemas.Write(5, schema);
            }

            output.End(body);
            return;
        }

        // Query parameters have one field more than those of the path, which moves what comes behind it.
        var shift = place == "query" ? 1 : 0;
        var other = output.Begin(2);
        var start = output.Begin(place == "query" ? 3 : 4);
        output.Bool(1, Flag(parameter, "required"));
        output.Text(2, place);
        output.Text(3, Text(parameter, "description"));
        output.Text(4, Text(parameter, "name"));
        output.Text(5 + shift, Text(parameter, "type"));
        output.Text(6 + shift, Text(parameter, "format"));
        output.Bool(19 + shift, Flag(parameter, "uniqueItems"));
        output.End(start);
        output.End(other);
    }

    private void WriteResponses(JsonElement responses)
    {
        var start = output.Begin(9);
        foreach (var member in responses.EnumerateObject())
        {
            var named = output.Begin(1);
            output.Text(1, member.Name);
            var value = output.Begin(2);
            var response = output.Begin(1);
            output.Text(1, Text(member.Value, "description"));
            if (member.Value.TryGetProperty("schema", out var schema))
            {
                var item = output.Begin(2);
                schemas.Write(1, schema);
                output.End(item);
            }

            output.End(response);
            output.End(value);
            output.End(named);
        }

        output.End(start);
    }

    private void WriteStrings(int field, JsonElement values)
    {
        foreach (var value in values.EnumerateArray())
        {
            output.Text(field, value.GetString());
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
