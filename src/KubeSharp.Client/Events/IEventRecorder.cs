using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Client.Events;

/// <summary>Tells users what happens to an object. Never waits and never fails; events may be lost when the server is away for long.</summary>
public interface IEventRecorder
{
    /// <param name="involved">The object that the event is about.</param>
    /// <param name="type"><c>Normal</c> or <c>Warning</c>.</param>
    /// <param name="reason">Why, as one CamelCase word.</param>
    /// <param name="message">For people.</param>
    void Record(ApiObject involved, string type, string reason, string message);

    /// <summary>The same about a part of an object (<see cref="ObjectReference.FieldPath"/>) or an object that is not at hand.</summary>
    void Record(ObjectReference involved, string type, string reason, string message);
}
