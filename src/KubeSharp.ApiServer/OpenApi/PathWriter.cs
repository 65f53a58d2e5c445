using System.Globalization;
using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.ApiServer.Http.Negotiation;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Writes paths with their operations.</summary>
internal sealed class PathWriter(Utf8JsonWriter json, OpenApiVersion version, ModelWriter models)
{
    private static readonly string[] Formats = [MediaTypes.Json, MediaTypes.Yaml, MediaTypes.Protobuf];
    private static readonly string[] StreamFormats = [.. Formats, "application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch"];
    private static readonly string[] AnyFormat = ["*/*"];
    private static readonly string[] PatchFormats = MediaTypes.Patches.Split(", ");
    private static readonly string[] CustomPatchFormats = MediaTypes.CustomPatches.Split(", ");

    private bool IsV3 => version == OpenApiVersion.V3;

    public void Write(ApiPath path)
    {
        if (path.Operations.Count == 0)
        {
            return;
        }

        json.WriteStartObject(path.Path);
        foreach (var operation in path.Operations)
        {
            WriteOperation(path, operation);
        }

        json.WriteStartArray("parameters"u8);
        foreach (var name in path.Parameters)
        {
            WriteParameter(new QueryParameter(name, TypeShape.String), "path");
        }

        WriteParameter(QueryParameter.Pretty, "query");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteOperation(ApiPath path, Operation operation)
    {
        json.WriteStartObject(operation.Method);
        json.WriteString("operationId"u8, operation.Verb + operation.NameSuffix);
        WriteStrings("tags"u8, [path.Tag]);
        if (operation.IsDeprecated)
        {
            json.WriteBoolean("deprecated"u8, true);
        }

        var produces = operation.Answer is null ? AnyFormat : operation.IsStream ? StreamFormats : Formats;
        if (!IsV3)
        {
            WriteStrings("consumes"u8, Consumes(operation));
            WriteStrings("produces"u8, produces);
            WriteStrings("schemes"u8, ["https"]);
        }

        WriteParameters(operation);
        if (IsV3 && operation.Body is { } body)
        {
            json.WriteStartObject("requestBody"u8);
            WriteContent(body, Consumes(operation));
            if (!operation.BodyIsOptional)
            {
                json.WriteBoolean("required"u8, true);
            }

            json.WriteEndObject();
        }

        WriteResponses(operation, produces);
        json.WriteString("x-kubernetes-action"u8, operation.Action);
        json.WritePropertyName("x-kubernetes-group-version-kind"u8);
        operation.Kind.Write(json);
        json.WriteEndObject();
    }

    private static string[] Consumes(Operation operation) =>
        operation.Action != "patch" ? AnyFormat : operation.HasMergeKeys ? PatchFormats : CustomPatchFormats;

    private void WriteParameters(Operation operation)
    {
        if (operation.Query.Count == 0 && (IsV3 || operation.Body is null))
        {
            return;
        }

        json.WriteStartArray("parameters"u8);
        if (!IsV3 && operation.Body is { } body)
        {
            json.WriteStartObject();
            json.WriteString("in"u8, "body"u8);
            json.WriteString("name"u8, "body"u8);
            if (!operation.BodyIsOptional)
            {
                json.WriteBoolean("required"u8, true);
            }

            json.WriteStartObject("schema"u8);
            models.WriteReference(body);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        foreach (var parameter in operation.Query)
        {
            WriteParameter(parameter, "query");
        }

        json.WriteEndArray();
    }

    private void WriteParameter(QueryParameter parameter, string place)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, parameter.Name);
        json.WriteString("in"u8, place);
        if (place == "path")
        {
            json.WriteBoolean("required"u8, true);
        }

        if (IsV3)
        {
            json.WriteStartObject("schema"u8);
        }

        if (parameter.Shape is TypeShape.Int32 or TypeShape.Int64)
        {
            json.WriteString("type"u8, "integer"u8);
        }
        else
        {
            PlainTypes.Write(json, parameter.Shape);
        }

        json.WriteBoolean("uniqueItems"u8, true);
        if (IsV3)
        {
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteResponses(Operation operation, string[] produces)
    {
        json.WriteStartObject("responses"u8);
        WriteResponse(200, operation, produces);
        foreach (var code in operation.OtherCodes)
        {
            WriteResponse(code, operation, produces);
        }

        json.WriteStartObject("401"u8);
        json.WriteString("description"u8, "Unauthorized"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteResponse(int code, Operation operation, string[] produces)
    {
        json.WriteStartObject(code.ToString(CultureInfo.InvariantCulture));
        json.WriteString("description"u8, code switch { 200 => "OK", 201 => "Created", _ => "Accepted" });
        if (IsV3)
        {
            WriteContent(operation.Answer, produces);
        }
        else
        {
            WriteSchema(operation.Answer);
        }

        json.WriteEndObject();
    }

    private void WriteContent(string? model, string[] types)
    {
        json.WriteStartObject("content"u8);
        foreach (var type in types)
        {
            json.WriteStartObject(type);
            WriteSchema(model);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteSchema(string? model)
    {
        json.WriteStartObject("schema"u8);
        if (model is null)
        {
            json.WriteString("type"u8, "string"u8);
        }
        else
        {
            models.WriteReference(model);
        }

        json.WriteEndObject();
    }

    private void WriteStrings(ReadOnlySpan<byte> name, string[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
