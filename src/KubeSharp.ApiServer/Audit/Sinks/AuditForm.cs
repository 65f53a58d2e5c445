namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>How a sink wants its events.</summary>
internal sealed record AuditForm
{
    /// <summary>--audit-log-format=legacy instead of JSON.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>--audit-*-truncate-max-event-size, in bytes; 0 for no limit.</summary>
    public int MaxEventSize { get; init; }

    /// <summary>The event's bytes; null if it is too large even without bodies.</summary>
    public ReadOnlyMemory<byte>? Of(AuditEvent value)
    {
        if (IsLegacy)
        {
            return LegacyEventText.Write(value);
        }

        if (MaxEventSize == 0 || value.Json.Length <= MaxEventSize)
        {
            return value.Json;
        }

        if (value.Truncated.Length <= MaxEventSize)
        {
            return value.Truncated;
        }

        return null;
    }
}
