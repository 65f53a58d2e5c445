namespace KubeSharp.Api.Protobuf;

/// <summary>Reads one field's payload.</summary>
internal delegate T ProtoRead<out T>(ref ProtoReader reader);
