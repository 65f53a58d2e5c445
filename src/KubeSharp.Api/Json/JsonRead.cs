namespace KubeSharp.Api.Json;

/// <summary>Reads one value at the cursor.</summary>
internal delegate T JsonRead<out T>(ref JsonCursor cursor);
