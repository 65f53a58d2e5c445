using System.Buffers;
using System.Globalization;
using System.Text.Json;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Scheduler.Binding;

/// <summary>The strategic merge patch that puts a condition on a pod. The uid keeps it from hitting a later pod of the same name.</summary>
internal static class ConditionPatch
{
    /// <param name="pod">The pod.</param>
    /// <param name="condition">Its type, status, reason and message.</param>
    /// <param name="now">The time.</param>
    /// <param name="nominatedNode">The node that it is to get soon; empty to remove it, null to leave it.</param>
    public static ReadOnlyMemory<byte> Write(Pod pod, PodCondition condition, DateTimeOffset now, string? nominatedNode = null)
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
        json.WriteString("type", condition.Type);
        json.WriteString("status", condition.Status);
        json.WriteString("reason", condition.Reason);
        json.WriteString("message", condition.Message);
        json.WriteString("lastTransitionTime", TransitionTime(pod, condition, now).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The time moves only when the status does, not with every new message.</summary>
    private static DateTimeOffset TransitionTime(Pod pod, PodCondition condition, DateTimeOffset now)
    {
        foreach (var old in pod.Status.Conditions)
        {
            if (old.Type == condition.Type && old.Status == condition.Status && !old.LastTransitionTime.IsZero)
            {
                return old.LastTransitionTime.Value;
            }
        }

        return now;
    }
}
