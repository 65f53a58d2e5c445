namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>Where events go.</summary>
internal interface IAuditSink
{
    /// <summary>A request whose first event cannot be added must not be served.</summary>
    bool IsStrict { get; }

    /// <summary>Takes an event. False if it is lost.</summary>
    bool Add(AuditEvent value);
}
