using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api;

/// <summary>A failure of an API call, with the Status that the client gets. <see cref="ApiErrors"/> makes them.</summary>
public sealed class ApiException(Status status) : Exception(status.Message)
{
    public Status Status { get; } = status;

    /// <summary>The HTTP status code.</summary>
    public int Code => Status.Code;

    public string Reason => Status.Reason;

    public bool IsNotFound => Reason == StatusReason.NotFound;

    public bool IsAlreadyExists => Reason == StatusReason.AlreadyExists;

    public bool IsConflict => Reason == StatusReason.Conflict;

    public bool IsInvalid => Reason == StatusReason.Invalid;

    public bool IsForbidden => Reason == StatusReason.Forbidden;

    /// <summary>The revision is gone: list again.</summary>
    public bool IsGone => Reason is StatusReason.Gone or StatusReason.Expired;
}
