namespace KubeSharp.ApiServer.Admission.Events;

/// <summary>What events share a limit.</summary>
internal enum EventRateLimitType
{
    /// <summary>All of them.</summary>
    Server,

    /// <summary>Those of one namespace.</summary>
    Namespace,

    /// <summary>Those that one user writes.</summary>
    User,

    /// <summary>Those that one component of one host reports about one object.</summary>
    SourceAndObject,
}
