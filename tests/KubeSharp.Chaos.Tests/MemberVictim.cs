using KubeSharp.Storage.Testing;

namespace KubeSharp.Chaos.Tests;

/// <summary>One of the etcd members that harm comes to.</summary>
internal sealed class MemberVictim(EtcdProcess member) : IVictim
{
    public Task StartAsync() => member.StartAsync(CancellationToken.None);

    public void Pause() => member.Pause();

    public void Resume() => member.Resume();

    public Task KillAsync() => member.KillAsync();
}
