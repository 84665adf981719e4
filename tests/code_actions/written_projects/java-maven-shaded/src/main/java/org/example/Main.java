package org.example;

public class Main {
    public static void main(String[] arguments) {
        io.javalin.Javalin.create().get("/", context -> context.result("shop")).start(7070);
    }
}
