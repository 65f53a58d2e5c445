namespace KubeSharp.Api.Protobuf;

/// <summary>Writes one field's payload with its tag.</summary>
internal delegate void ProtoWrite<in T>(ref ProtoWriter writer, uint tag, T value);
