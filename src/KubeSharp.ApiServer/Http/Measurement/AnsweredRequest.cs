namespace KubeSharp.ApiServer.Http.Measurement;

/// <summary>What is measured of a request that has been answered.</summary>
/// <param name="StatusCode">Of the answer.</param>
/// <param name="Elapsed">From arrival to answer.</param>
internal readonly record struct AnsweredRequest(int StatusCode, TimeSpan Elapsed)
{
    public bool IsDryRun { get; init; }

    /// <summary>A server-side apply.</summary>
    public bool IsApply { get; init; }

    /// <summary>What of the time went into waiting for a turn and for admission webhooks, which says nothing about this server.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Bytes of the answer.</summary>
    public long ResponseSize { get; init; }

    /// <summary>Bytes of what was sent; 0 if there was no body or its size was not told.</summary>
    public long BodySize { get; init; }
}
