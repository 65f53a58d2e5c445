using System.Buffers;
using System.Globalization;
using System.Text.Json;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Scheduler.Binding;

/// <summary>The strategic merge patch that says on a pod why it has no node. The uid keeps it from hitting a later pod of the same name.</summary>
internal static class ConditionPatch
{
    /// <param name="pod">The pod.</param>
    /// <param name="message">Why it has no node.</param>
    /// <param name="nominatedNode">The node that it is to get soon; empty to remove it, null to leave it.</param>
    /// <param name="now">The time.</param>
    public static ReadOnlyMemory<byte> Write(Pod pod, string message, string? nominatedNode, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteString("uid", pod.Metadata.UID);
        json.WriteEndObject();
        json.WriteStartObject("status");
        if (nominatedNode is not null)
        {
            json.WriteString("nominatedNodeName", nominatedNode.Length > 0 ? nominatedNode : null);
        }

        json.WriteStartArray("conditions");
        json.WriteStartObject();
        json.WriteString("type", "PodScheduled");
        json.WriteString("status", "False");
        json.WriteString("reason", "Unschedulable");
        json.WriteString("message", message);
        json.WriteString("lastTransitionTime", TransitionTime(pod, now).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The time moves only when the status does, not with every new message.</summary>
    private static DateTimeOffset TransitionTime(Pod pod, DateTimeOffset now)
    {
        foreach (var condition in pod.Status.Conditions)
        {
            if (condition.Type == "PodScheduled" && condition.Status == "False" && !condition.LastTransitionTime.IsZero)
            {
                return condition.LastTransitionTime.Value;
            }
        }

        return now;
    }
}
