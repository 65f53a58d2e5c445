using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace KubeSharp.LoadGenerator;

/// <summary>
/// What CustomResourceDefinitions cost: each has a schema of about 30 KB in each of two versions, as those of the larger operators. The time is from the request
/// until the definition is Established, the memory that of the server after it has been left alone for a while.
/// </summary>
internal static class DefinitionScenario
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Label = "bench=definitions";
    private const int Fields = 110;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(150);

    public static async Task RunAsync(Load load, int count)
    {
        await RemoveAsync(load.Server);
        var schema = Schema();
        var before = load.Meter.ReadResidentBytes();
        using var watch = await load.Server.OpenAsync(HttpMethod.Get, $"{Definitions}?watch=true&labelSelector={Label}");
        using var reader = new StreamReader(await watch.Content.ReadAsStreamAsync());
        var latencies = new double[count];
        var cpu = load.Meter.ReadSeconds();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await load.Server.SendAsync(HttpMethod.Post, Definitions, Definition(i, schema));
            await EstablishedAsync(reader, Name(i));
            latencies[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Load.Report("definition Established", count, clock.Elapsed, load.Meter.ReadSeconds() - cpu, latencies);
        var peak = load.Meter.ReadResidentBytes();
        await Task.Delay(Rest);
        var after = load.Meter.ReadResidentBytes();
        Console.WriteLine(
            $"{count} definitions of {2 * schema.Length / 1000} KB: {(after - before) / 1e6 / count:F3} MB each (at once {(peak - before) / 1e6 / count:F3} MB; upstream about 13 MB), "
            + $"{before / 1e6:F0} to {after / 1e6:F0} MB resident");
        await RemoveAsync(load.Server);
    }

    private static string Name(int index) => $"things{index}.bench.example.com";

    private static async Task EstablishedAsync(StreamReader watch, string name)
    {
        while (true)
        {
            using var change = JsonDocument.Parse(await watch.ReadLineAsync() ?? throw new InvalidOperationException("the watch has ended"));
            var value = change.RootElement.GetProperty("object");
            if (value.GetProperty("metadata").GetProperty("name").GetString() == name
                && value.TryGetProperty("status", out var status)
                && status.TryGetProperty("conditions", out var conditions)
                && conditions.EnumerateArray().Any(condition =>
                    condition.GetProperty("type").GetString() == "Established" && condition.GetProperty("status").GetString() == "True"))
            {
                return;
            }
        }
    }

    private static async Task RemoveAsync(ServerUnderTest server)
    {
        await server.SendAsync(HttpMethod.Delete, $"{Definitions}?labelSelector={Label}");
        while (Encoding.UTF8.GetString(await server.SendAsync(HttpMethod.Get, $"{Definitions}?limit=1&labelSelector={Label}")).Contains("\"uid\"", StringComparison.Ordinal))
        {
            await Task.Delay(200);
        }
    }

    private static string Definition(int index, string schema) =>
        $$$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"{{{Name(index)}}}","labels":{"bench":"definitions"}},
         "spec":{"group":"bench.example.com","scope":"Namespaced","names":{"plural":"things{{{index}}}","kind":"Thing{{{index}}}"},
          "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{{{schema}}} } },
                      {"name":"v1beta1","served":true,"storage":false,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{{{schema}}} } }] } }
        """;

    /// <summary>Nested objects, lists and strings, each with a description, as generated schemas have them.</summary>
    private static string Schema()
    {
        var fields = string.Join(',', Enumerable.Range(0, Fields).Select(i => $"\"field{i}\":{Field(i)}"));
        return "{\"type\":\"object\",\"properties\":{\"spec\":{\"type\":\"object\",\"properties\":{" + fields
            + "}},\"status\":{\"type\":\"object\",\"x-kubernetes-preserve-unknown-fields\":true}}}";
    }

    private static string Field(int index)
    {
        var description = $"Field {index} says what its controller has to know about part {index} of the thing. It may be left out, and then the controller chooses a value itself.";
        var type = (index % 4) switch
        {
            0 => """{"type":"object","properties":{"name":{"description":"The name.","type":"string"},"value":{"type":"integer","format":"int32"}}}""",
            1 => """{"type":"array","items":{"type":"string","minLength":1}}""",
            2 => """{"type":"string","enum":["Always","Never","Sometimes"]}""",
            _ => """{"type":"object","additionalProperties":{"type":"string"}}""",
        };
        return $"{{\"description\":\"{description}\",{type[1..]}";
    }
}
