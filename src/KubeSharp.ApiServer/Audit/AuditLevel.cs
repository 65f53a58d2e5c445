namespace KubeSharp.ApiServer.Audit;

/// <summary>How much of a request is recorded; each level has all of the one before.</summary>
internal enum AuditLevel
{
    None,

    /// <summary>Who, what, when and the outcome; never a body.</summary>
    Metadata,

    /// <summary>With the request's body.</summary>
    Request,

    /// <summary>With the response's body.</summary>
    RequestResponse,
}
