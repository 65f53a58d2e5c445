using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Events;

namespace KubeSharp.Controllers.Tests;

internal sealed class RecordedEvents : IEventRecorder
{
    /// <summary>Each as <c>reason: message</c>.</summary>
    public List<string> All { get; } = [];

    public void Record(ApiObject involved, string type, string reason, string message)
    {
        lock (All)
        {
            All.Add($"{reason}: {message}");
        }
    }

    public void Record(ObjectReference involved, string type, string reason, string message)
    {
        lock (All)
        {
            All.Add($"{reason}: {message}");
        }
    }
}
