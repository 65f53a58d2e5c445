using System.Globalization;
using System.Text.Json.Nodes;

namespace KubeSharp.Chaos.Tests;

/// <summary>The objects that are counted up: config maps.</summary>
internal static class Counters
{
    public const string Path = "api/v1/namespaces/default/configmaps";
    public const string RegistryPrefix = "/registry/configmaps/default/";

    public static IReadOnlyList<string> Names { get; } = ["counter-0", "counter-1", "counter-2"];

    public static Step Step(JsonNode counter) => new(
        (string)counter["metadata"]!["name"]!,
        Number(counter["metadata"]!["resourceVersion"]!),
        Number(counter["data"]!["count"]!),
        (string)counter["data"]!["attempt"]!);

    public static long Number(JsonNode node) => long.Parse((string)node!, CultureInfo.InvariantCulture);

    public static JsonNode Make(string name, long count, string attempt, long revision)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (revision > 0)
        {
            metadata["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        }

        return new JsonObject { ["metadata"] = metadata, ["data"] = new JsonObject { ["count"] = $"{count}", ["attempt"] = attempt } };
    }
}
