using KubeSharp.Api.Core.V1;

namespace KubeSharp.Client.Events;

/// <summary>What makes two events the same (with <paramref name="Message"/>), or similar (without).</summary>
internal readonly record struct EventKey(EventSource Source, ObjectReference Involved, string Type, string Reason, string Message)
{
    public EventKey WithoutMessage => this with { Message = "" };
}
