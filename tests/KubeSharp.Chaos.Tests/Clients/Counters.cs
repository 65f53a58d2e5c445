using System.Globalization;
using System.Text.Json.Nodes;

namespace KubeSharp.Chaos.Tests.Clients;

/// <summary>The objects that are written: config maps. Counters stay and are counted up; others come and go.</summary>
internal static class Counters
{
    public const string Path = "api/v1/namespaces/default/configmaps";
    public const string RegistryPrefix = "/registry/configmaps/default/";

    public static IReadOnlyList<string> Names { get; } = ["counter-0", "counter-1", "counter-2"];

    public static Step Step(JsonNode counter) => new(
        (string)counter["metadata"]!["name"]!,
        Revision(counter),
        Number(counter["data"]!["count"]!),
        (string)counter["data"]!["attempt"]!);

    /// <summary>Of an event of a watch.</summary>
    public static Step Step(string type, JsonNode counter) =>
        type == "DELETED" ? Clients.Step.Deletion((string)counter["metadata"]!["name"]!, Revision(counter)) : Step(counter);

    /// <summary>The resource version of an object or a list.</summary>
    public static long Revision(JsonNode node) => Number(node["metadata"]!["resourceVersion"]!);

    public static JsonNode Make(string name, long count, string attempt, long revision)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (revision > 0)
        {
            metadata["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        }

        return new JsonObject { ["metadata"] = metadata, ["data"] = new JsonObject { ["count"] = $"{count}", ["attempt"] = attempt } };
    }

    private static long Number(JsonNode node) => long.Parse((string)node!, CultureInfo.InvariantCulture);
}
