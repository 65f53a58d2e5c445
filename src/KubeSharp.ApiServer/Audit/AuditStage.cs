namespace KubeSharp.ApiServer.Audit;

/// <summary>When in the course of a request an event is made.</summary>
internal enum AuditStage
{
    RequestReceived,

    /// <summary>Of requests that last: the head of the response is sent.</summary>
    ResponseStarted,

    ResponseComplete,

    /// <summary>The server failed in a way nobody has foreseen.</summary>
    Panic,
}
