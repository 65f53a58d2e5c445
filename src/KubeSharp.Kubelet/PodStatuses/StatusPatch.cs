using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.PodStatuses;

/// <summary>
/// The strategic merge patch from one pod status to another. It carries the pod's uid, so that it never lands on another pod of the
/// same name, and touches only conditions that changed.
/// </summary>
internal static class StatusPatch
{
    /// <returns>Null where nothing differs.</returns>
    public static byte[]? Between(string uid, PodStatus before, PodStatus after)
    {
        if (before == after)
        {
            return null;
        }
        var (old, next) = (Tree(before), Tree(after));
        var patch = new JsonObject();
        foreach (var (name, value) in next.ToArray())
        {
            old.Remove(name, out var known);
            if (JsonNode.DeepEquals(known, value))
            {
                continue;
            }
            next.Remove(name);
            if (name == "conditions")
            {
                // Conditions that are only in the old status are somebody else's.
                if (MergeList(known as JsonArray, (JsonArray)value!, "type", delete: false) is { Count: > 0 } conditions)
                {
                    patch[name] = conditions;
                }
                continue;
            }
            patch[name] = name is "podIPs" or "hostIPs" ? MergeList(known as JsonArray, (JsonArray)value!, "ip", delete: true) : value;
        }
        foreach (var (name, _) in old)
        {
            patch[name] = null;
        }
        if (patch.Count == 0)
        {
            return null;
        }
        var root = new JsonObject { ["metadata"] = new JsonObject { ["uid"] = uid }, ["status"] = patch };
        return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static JsonObject Tree(PodStatus status) =>
        JsonNode.Parse(JsonCodec.Encode(new Pod { Status = status }))!["status"] is JsonObject tree ? (JsonObject)tree.DeepClone() : [];

    /// <summary>Elements that are new or changed, with nulls for fields they lost, and deletions of those that are gone.</summary>
    private static JsonArray MergeList(JsonArray? before, JsonArray after, string key, bool delete)
    {
        var known = (before ?? []).OfType<JsonObject>().ToDictionary(element => (string)element[key]!, StringComparer.Ordinal);
        var result = new JsonArray();
        foreach (var element in after.OfType<JsonObject>())
        {
            if (!known.Remove((string)element[key]!, out var old))
            {
                result.Add((JsonNode)element.DeepClone());
            }
            else if (!JsonNode.DeepEquals(old, element))
            {
                var changed = (JsonObject)element.DeepClone();
                foreach (var (name, _) in old)
                {
                    changed.TryAdd(name, null);
                }
                result.Add((JsonNode)changed);
            }
        }
        foreach (var gone in delete ? known.Keys.ToArray() : [])
        {
            result.Add((JsonNode)new JsonObject { ["$patch"] = "delete", [key] = gone });
        }
        return result;
    }
}
