using System.Collections.Concurrent;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Events;

namespace KubeSharp.Kubelet.Tests.Fakes;

/// <summary>Keeps events as <c>Reason: message</c>.</summary>
internal sealed class FakeRecorder : IEventRecorder
{
    public ConcurrentQueue<string> Told { get; } = new();

    public void Record(ApiObject involved, string type, string reason, string message) => Told.Enqueue($"{reason}: {message}");

    public void Record(ObjectReference involved, string type, string reason, string message) => Told.Enqueue($"{reason}: {message}");
}
