using System.Text.Json;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>
/// OpenAPI 2 in the protobuf form of gnostic (openapi.v2.Document), which kubectl asks for. Converted from the JSON document, so
/// that there is one place where the content is made.
/// </summary>
internal sealed class GnosticDocument
{
    private readonly ProtoMessages _output;
    private readonly GnosticSchema _schemas;
    private readonly GnosticOperation _operations;

    private GnosticDocument(ProtoMessages output)
    {
        _output = output;
        _schemas = new GnosticSchema(output);
        _operations = new GnosticOperation(output, _schemas);
    }

    public static void Write(ReadOnlyMemory<byte> json, PooledBuffer output)
    {
        using var document = JsonDocument.Parse(json);
        new GnosticDocument(new ProtoMessages(output)).Write(document.RootElement);
    }

    private void Write(JsonElement document)
    {
        _output.Text(1, document.GetProperty("swagger").GetString());
        var info = _output.Begin(2);
        _output.Text(1, document.GetProperty("info").GetProperty("title").GetString());
        _output.Text(2, document.GetProperty("info").GetProperty("version").GetString());
        _output.End(info);
        WritePaths(document.GetProperty("paths"));
        WriteDefinitions(document.GetProperty("definitions"));
        WriteSecurity(document);
    }

    private void WritePaths(JsonElement paths)
    {
        var start = _output.Begin(8);
        foreach (var path in paths.EnumerateObject())
        {
            var named = _output.Begin(2);
            _output.Text(1, path.Name);
            var item = _output.Begin(2);
            _operations.WritePath(path.Value);
            _output.End(item);
            _output.End(named);
        }

        _output.End(start);
    }

    private void WriteDefinitions(JsonElement definitions)
    {
        var start = _output.Begin(9);
        foreach (var definition in definitions.EnumerateObject())
        {
            _schemas.WriteNamed(1, definition);
        }

        _output.End(start);
    }

    private void WriteSecurity(JsonElement document)
    {
        var requirement = _output.Begin(12);
        var scheme = _output.Begin(1);
        _output.Text(1, "BearerToken");
        _output.End(_output.Begin(2));
        _output.End(scheme);
        _output.End(requirement);

        var bearer = document.GetProperty("securityDefinitions").GetProperty("BearerToken");
        var definitions = _output.Begin(13);
        var named = _output.Begin(1);
        _output.Text(1, "BearerToken");
        var item = _output.Begin(2);
        var key = _output.Begin(2);
        _output.Text(1, bearer.GetProperty("type").GetString());
        _output.Text(2, bearer.GetProperty("name").GetString());
        _output.Text(3, bearer.GetProperty("in").GetString());
        _output.Text(4, bearer.GetProperty("description").GetString());
        _output.End(key);
        _output.End(item);
        _output.End(named);
        _output.End(definitions);
    }
}
