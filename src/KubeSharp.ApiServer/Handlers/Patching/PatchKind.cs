namespace KubeSharp.ApiServer.Handlers.Patching;

internal enum PatchKind
{
    Json,
    Merge,
    Strategic,
    Apply,
}
