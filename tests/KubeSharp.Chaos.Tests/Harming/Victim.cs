using KubeSharp.Chaos.Tests.Network;

namespace KubeSharp.Chaos.Tests.Harming;

/// <summary>What harm is done to.</summary>
/// <param name="process">Null where only connections are harmed.</param>
/// <param name="links">Its ways to others.</param>
internal sealed class Victim(IProcess? process, IReadOnlyList<Link> links)
{
    public async Task BeginAsync(FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.Kill:
                await process!.KillAsync();
                break;
            case FaultKind.Pause:
                process!.Pause();
                break;
            default:
                Each(kind switch { FaultKind.Cut => link => link.Cut(), FaultKind.Reset => link => link.Reset(), _ => link => link.Hold() });
                break;
        }
    }

    public void End(FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.Kill:
                process!.Start();
                break;
            case FaultKind.Pause:
                process!.Resume();
                break;
            case FaultKind.Drop:
                Each(link => link.Reset());
                Each(link => link.Open());
                break;
            default:
                Each(link => link.Open());
                break;
        }
    }

    private void Each(Action<Link> harm)
    {
        foreach (var link in links)
        {
            harm(link);
        }
    }
}
