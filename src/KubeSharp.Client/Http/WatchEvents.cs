using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Client.Http;

/// <summary>Wire events to <see cref="WatchEvent"/>.</summary>
internal static class WatchEvents
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    /// <exception cref="ApiException">The event is an error.</exception>
    public static WatchEvent Decode(WatchFrame frame, bool isProtobuf)
    {
        var value = isProtobuf ? ProtobufCodec.DecodeAny(frame.Object.Span) : BodyDecoder.DecodeJson(frame.Object.Span);
        switch (frame.Type)
        {
            case "ADDED":
                return Change(WatchEventType.Added, value, frame);
            case "MODIFIED":
                return Change(WatchEventType.Modified, value, frame);
            case "DELETED":
                return Change(WatchEventType.Deleted, value, frame);
            case "BOOKMARK":
                var metadata = MetadataOf(value, frame);
                return new WatchEvent(
                    WatchEventType.Bookmark,
                    null,
                    metadata.ResourceVersion,
                    EndsInitialEvents: metadata.Annotations.GetValueOrDefault(InitialEventsEnd) == "true");
            case "ERROR":
                throw new ApiException(value as Status ?? new Status { StatusValue = "Failure", Code = 500, Message = "the watch failed" });
            default:
                throw new InvalidDataException($"A watch sent an event of the unknown type \"{frame.Type}\".");
        }
    }

    private static WatchEvent Change(WatchEventType type, ApiKind? value, WatchFrame frame) =>
        value is ApiObject typed
            ? new WatchEvent(type, typed, typed.Metadata.ResourceVersion)
            : new WatchEvent(type, null, MetadataOf(value, frame).ResourceVersion, frame.Object);

    /// <summary>Custom resources are not decoded whole, but have metadata like all others.</summary>
    private static ObjectMeta MetadataOf(ApiKind? value, WatchFrame frame) =>
        value is ApiObject typed ? typed.Metadata : JsonCodec.Decode<PartialObjectMetadata>(frame.Object.Span).Metadata;
}
