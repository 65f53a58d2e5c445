namespace KubeSharp.Api.Json;

/// <summary>Writes one value.</summary>
internal delegate void JsonWrite<in T>(ref JsonOutput output, T value);
