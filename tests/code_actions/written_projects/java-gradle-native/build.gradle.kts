plugins {
    application
    id("org.graalvm.buildtools.native") version "0.11.1"
}

version = "1.0"

java {
    toolchain {
        languageVersion.set(JavaLanguageVersion.of(25))
    }
}

application {
    mainClass.set("org.example.Main")
}

graalvmNative {
    binaries {
        named("main") {
            imageName.set("tick")
            buildArgs.addAll("--static", "--libc=musl")
        }
    }
}
