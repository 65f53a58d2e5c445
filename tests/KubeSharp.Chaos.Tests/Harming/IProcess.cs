namespace KubeSharp.Chaos.Tests.Harming;

/// <summary>A process that can be killed and paused.</summary>
internal interface IProcess
{
    void Start();

    void Pause();

    void Resume();

    Task KillAsync();
}
