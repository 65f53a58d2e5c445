using KubeSharp.Storage.Testing;

namespace KubeSharp.Chaos.Tests.Harming;

/// <summary>One of the etcd members that harm comes to.</summary>
internal sealed class MemberProcess(EtcdProcess member) : IProcess
{
    public void Start() => member.StartProcess();

    public void Pause() => member.Pause();

    public void Resume() => member.Resume();

    public Task KillAsync() => member.KillAsync();
}
